"""The official pages on demand: what the catalogue lists, fetched politely and kept for `build`."""
