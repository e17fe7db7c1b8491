"""The remediation tracker without its user interface."""

__version__ = "0.1.0"
