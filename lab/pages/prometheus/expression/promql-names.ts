/** Functions and operators of PromQL that are words, with what they are for. */
export const promqlNames: Readonly<Record<string, string>> = {
  rate: 'increase a second over a range, of a counter',
  irate: 'increase a second between the last two samples, of a counter',
  increase: 'increase over a range, of a counter',
  delta: 'difference over a range, of a gauge',
  deriv: 'slope over a range, of a gauge',
  histogram_quantile: 'quantile of a histogram',
  label_replace: 'sets a label by a regular expression',
  label_join: 'sets a label from others',
  sum: 'sum of series', avg: 'average of series', min: 'least of series', max: 'greatest of series', count: 'number of series',
  count_values: 'number of series by value', topk: 'the k greatest series', bottomk: 'the k least series', quantile: 'quantile of series', stddev: 'standard deviation of series',
  avg_over_time: 'average over a range', min_over_time: 'least over a range', max_over_time: 'greatest over a range', sum_over_time: 'sum over a range', count_over_time: 'number of samples in a range',
  last_over_time: 'last sample of a range', changes: 'number of changes in a range', resets: 'number of counter resets in a range',
  round: 'rounds to a multiple', abs: 'absolute value', ceil: 'rounds up', floor: 'rounds down', clamp: 'keeps between two values', clamp_min: 'keeps above a value', clamp_max: 'keeps below a value',
  sort: 'ascending', sort_desc: 'descending', absent: 'one if there is no such series', scalar: 'the number of a single series', vector: 'a series of a number', time: 'seconds since 1970', timestamp: 'time of a sample',
  sqrt: 'square root', exp: 'exponential', ln: 'natural logarithm', log2: 'logarithm to base 2', log10: 'logarithm to base 10',
  by: 'labels to keep', without: 'labels to drop', on: 'labels to match by', ignoring: 'labels not to match by', offset: 'shifts into the past', and: 'both sides', or: 'either side', unless: 'left without right', bool: '0 or 1 instead of filtering',
}
