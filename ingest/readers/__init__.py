"""Readers: the bytes of one source in, clean plain text with its structure out."""
