"""Answers: what is asked, which stored sentences answer it, and the proof beside each of them."""
