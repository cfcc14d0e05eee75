"""Turns records into HTML that is shown with `st.html`; every piece of document text is escaped."""
