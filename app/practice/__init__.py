"""Practice: questions in every format of the exam, each option with its reason and its proof."""
