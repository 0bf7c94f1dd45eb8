"""The steps of the guided day, who eats, who drives, plan, look, publish, print."""
