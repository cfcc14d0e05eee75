"""Sources to documents to chunks to a published index."""
