"""The app's pages: layout only. They read the state, call the pipeline, and draw."""
