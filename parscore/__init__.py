"""The workbench for scoring a department's administrative reform (PAR INDEX)."""

__version__ = "0.1.0"
