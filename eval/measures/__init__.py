"""The measures, one file each, with definition and reference."""
