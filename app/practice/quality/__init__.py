"""Judge practice questions: item-writing flaws, proof, names, duplicates, and how guessable."""
