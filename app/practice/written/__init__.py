"""Practice items that a chat model writes: nothing of them is taken on trust."""
