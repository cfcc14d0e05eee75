"""One self-contained HTML file of finished runs: tables, plots, and the worst cases to read."""
