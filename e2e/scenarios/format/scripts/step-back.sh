echo step-background
