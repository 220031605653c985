"""What the assistant does for each need: tracker in, facts asked, sentences out."""
