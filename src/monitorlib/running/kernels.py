"""Kernels forked from one warm process, a fresh fork for each notebook.

Starting a kernel and importing pandas, scipy and seaborn in it takes seconds; a fork of a
process that has done both takes a tenth. The fork is made by the standard library's
fork server and offered to Jupyter as a kernel provisioner, so that everything above
(papermill, nbclient) works as with any kernel. No fork is used twice.

Each kernel talks through sockets in a short temporary folder of its own: parallel kernels
cannot race for a port or hear each other.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

PROVISIONER = "monitorlib-fork"
WARM = "monitorlib.running.warm"
"""The module that the fork server imports before it forks."""


def can_fork() -> bool:
    """Tell whether this system has a fork server.

    Returns
    -------
    bool
        False on Windows, where ordinary kernels are used.
    """
    return "forkserver" in multiprocessing.get_all_start_methods()


def warm_up() -> None:
    """Start the fork server, so that it imports while the caller does other things."""
    if can_fork():
        from multiprocessing import forkserver

        os.environ["MPLBACKEND"] = "svg"
        multiprocessing.get_context("forkserver").set_forkserver_preload([WARM])
        with _quiet_interrupts():
            forkserver.ensure_running()


@contextlib.contextmanager
def _quiet_interrupts() -> Iterator[None]:
    """Start a process that Ctrl-C does not reach: it ends with the driver, without a word."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end_with_driver() -> None:
    """End this kernel as soon as the driver is gone, however it went."""
    driver = multiprocessing.parent_process()
    if driver is not None:
        driver.join()
        os._exit(1)


def _become_kernel(arguments: list[str], environment: dict[str, str], log: str) -> None:
    """Turn a fresh fork into an IPython kernel; does not return before the kernel ends."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (out, 1), (out, 2)):
        os.dup2(source, target)
    threading.Thread(target=_end_with_driver, daemon=True).start()
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(
        [
            *arguments,
            f"--IPKernelApp.parent_handle={os.getppid()}",
            "--HistoryManager.enabled=False",
        ]
    )


class _Handle:
    """A forked process that answers like `subprocess.Popen`, as the provisioner expects."""

    stdout = stderr = stdin = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        """Give the exit code, or None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait for the end and give the exit code."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self._process.is_alive() and self.pid is not None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class ForkProvisioner(LocalProvisioner):
    """Launches kernels as forks of the warm process."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel.

        Parameters
        ----------
        cmd : list of str
            The command of an ordinary kernel; its arguments follow the module's name.
        **kwargs : object
            Of which the environment is used.

        Returns
        -------
        dict
            How to connect.
        """
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        folder = Path(self.connection_info["ip"]).parent
        log = str(folder / "log")
        environment = dict(kwargs.get("env") or os.environ)
        environment["IPYTHONDIR"] = str(folder / "ipython")
        warm_up()
        context = multiprocessing.get_context("forkserver")
        process = context.Process(
            target=_become_kernel, args=(arguments, environment, log), daemon=True
        )
        process.start()
        self.process = _Handle(process)  # type: ignore[assignment]
        self.pid = process.pid
        return self.connection_info


class ForkKernelManager(AsyncKernelManager):
    """A kernel manager whose kernels are forks; see the module."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """The ordinary Python kernel, provisioned by a fork."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3 (ipykernel)",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": PROVISIONER}},
        )


def manager_class(folder: Path, started: Callable[[AsyncKernelManager], None]) -> type[Any]:
    """Make a kind of kernel manager whose sockets and files lie in one folder.

    Parameters
    ----------
    folder : Path
        A short, absolute, empty folder of its own.
    started : callable
        Told of each manager made, so that the caller can end its kernel.

    Returns
    -------
    type
        To be instantiated by nbclient, which then also cleans up.
    """
    kind = ForkKernelManager if can_fork() else AsyncKernelManager

    class Manager(kind):  # type: ignore[misc, valid-type]
        """Keeps to its folder."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(connection_file=str(folder / "connection.json"), **kwargs)
            if can_fork():
                self.transport, self.ip = "ipc", str(folder / "k")
            started(self)

    return Manager
