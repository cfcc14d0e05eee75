"""Bring public data sets into the shape of `--dataset`: one file each."""
