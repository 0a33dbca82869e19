"""What a kernel needs, imported once before kernels are forked from here."""

import ipykernel.ipkernel
import ipykernel.kernelapp
import ipykernel.zmqshell
import matplotlib.backends.backend_svg
import matplotlib.pyplot
import scipy.stats

import monitorlib.audit.auditview
import monitorlib.drawing.figures
import monitorlib.report_data
import monitorlib.tabular.layout
import monitorlib.tabular.tables
import monitorlib.trends

__all__ = ["ipykernel", "matplotlib", "monitorlib", "scipy"]
