"""What people touch in a browser: Streamlit pages that read, show, ask and call one verb."""
