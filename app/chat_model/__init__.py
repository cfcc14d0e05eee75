"""Chat models: which one is meant, how it is opened, and one way to stream from any of them."""
