"""Who drives where: routes from integers and indices, judged apart from how they were found."""
