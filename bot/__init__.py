"""Everything around Rasa: pipeline components, server, channel, command line, web page."""
