"""Make false sentences out of true ones: the verifier is measured on what it must not let through.

Nothing here knows how the verifier works; the two share no pattern and no list.
"""
