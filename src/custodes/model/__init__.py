"""A scheme run on synthetic people; `custodes.model.day` shows the flow on one screen."""
