"""The Streamlit pages and the parts they are laid out from."""
