"""The commands of `python -m eval`, one file each: `add_X` gives its options, `X` runs it."""
