import fc from 'fast-check'

// The gate tries the same examples each time: when it fails, a change is the reason. PROPERTY_SEED tries others, and
// PROPERTY_RUNS (where a test reads it) more of them.
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_127) })
