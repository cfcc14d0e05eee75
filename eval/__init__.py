"""Data sets, measures, runs, reports and baselines of the offline evaluation."""
