"""Checks of the bundled content: coverage, form, names, and that its sentences are its own."""
