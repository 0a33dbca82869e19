"""stub"""

from monitorlib.messages import Text


def towns(report):
    return Text("")
