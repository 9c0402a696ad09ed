"""What the doctor looks at, one file per subject; each line a finding with its remedy."""
