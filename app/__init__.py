"""Answers, practice, study progress, and the Streamlit pages over them."""
