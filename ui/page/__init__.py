"""The page: what a person sees of a library and does with it, its routes, and its frame in Gradio."""
