"""Practice items that a chat model writes."""
