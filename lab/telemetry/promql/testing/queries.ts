/** Queries that are answered alike by Prometheus and by us; `$5m` ranges and the like fit the sample data. */
export const queries: readonly string[] = [
  // Selectors
  'up', 'up{job="envoy"}', 'up{job!="envoy"}', 'up{job=~"istio.*"}', 'up{job!~"istio.*"}', 'up{job=~"istio"}', 'up{job=~"istio-mesh|envoy"}', 'up{job=~"istio-mesh|x\\\\.y"}',
  '{__name__=~"temp.*|humidity"}', '{__name__="up"}', 'up{missing=""}', 'up{missing!=""}', 'up{job=~".+",instance=~"[ab]:\\\\d"}', 'nothing_here',
  'up offset 5m', 'temperature offset -1m', 'temperature @ 1700000400', 'temperature @ start()', 'temperature @ end()', 'temperature offset 1m @ 1700000400', 'temperature @ 1700000400 offset 1m',
  'temperature{room="attic"}', 'temperature{room="attic"} offset 2m',
  // Literals and operators
  '1', '1 + 2 * 3', '(1 + 2) * 3', '2 ^ 3 ^ 2', '-2 ^ 2', '5 % 3', '-5 % 3', '5 % 0', '1 / 0', '0 / 0', '-1 / 0', '1 atan2 2', '1 > bool 2', '2 == bool 2', '0x1f + 017', '1e3', 'Inf', '-inf', 'NaN', '"text"',
  '1e30 * 10', '1e-10', '123456789012345678', '0.1 + 0.2',
  '-temperature', '+temperature', 'temperature * 2', '2 * temperature', 'temperature / 0', 'temperature > 20', '20 < temperature', 'temperature > bool 20', 'temperature == temperature', 'temperature != humidity',
  'temperature ^ 2', '2 ^ (temperature / 10)', 'temperature % 7', 'temperature atan2 3', 'level > 0', 'level == level', 'level != level', 'level < Inf', '1 ^ level',
  'temperature + humidity', 'temperature + on(room) humidity', 'temperature + ignoring(floor) humidity', 'temperature > on(room) humidity', 'temperature < bool on(room) humidity', 'temperature <= humidity',
  'temperature * on(room) group_left room_info', 'temperature * on(room) group_left(owner) room_info', 'temperature * on(room) group_left(owner, colour) room_info', 'room_info * on(room) group_right(owner) temperature',
  'room_info * ignoring(owner, colour) group_right humidity', 'temperature > on(room) group_left(colour) humidity', 'temperature >= bool on(room) group_left() humidity',
  'up * on() up', 'temperature + on() humidity', 'temperature + on(room) group_left(room) humidity', 'requests_total / ignoring(code) requests_total', 'errors_total / on(code) requests_total',
  'requests_total * on(code) group_left sum by (code) (errors_total)', 'requests_total * on(method) group_left errors_total', 'sum by (code) (requests_total) / on(code) group_right errors_total',
  'temperature and humidity', 'temperature and on(room) humidity', 'temperature or humidity', 'temperature or on(room) humidity', 'temperature unless humidity', 'temperature unless on(room) room_info', 'up or vector(3)',
  'temperature > 20 or humidity > 50', 'temperature and on() vector(1)', 'temperature unless on() (up == 5)', 'vector(1) or vector(2)', 'absent(nothing_here) or up',
  // Aggregations
  'sum(temperature)', 'avg(temperature)', 'min(temperature)', 'max(temperature)', 'count(temperature)', 'group(temperature)', 'stddev(temperature)', 'stdvar(temperature)', 'quantile(0.3, temperature)', 'quantile(2, temperature)', 'quantile(-1, temperature)', 'quantile(NaN, temperature)',
  'sum by (job) (up)', 'sum without (job) (up)', 'sum without () (up)', 'sum by () (up)', 'sum by (nothing) (up)', 'sum(up) by (job)', 'sum by (__name__) ({__name__=~"up|temperature"})', 'count by (__name__, floor) ({room=~".+"})', 'sum without (room) ({room="kitchen"})',
  'avg by (floor) (temperature)', 'sum(nothing_here)', 'count(nothing_here)', 'min(level)', 'max(level)', 'sum(level)', 'avg(level)', 'stddev(level)', 'avg by (kind) (level)',
  'topk(1, temperature)', 'topk(2, temperature)', 'bottomk(2, temperature)', 'topk(0, temperature)', 'topk(-1, temperature)', 'topk by (code) (1, requests_total)', 'topk(1, sum by (code) (requests_total))', 'topk(NaN, up)', 'topk(2, level)', 'bottomk(2, level)', 'topk(1.9, temperature)', 'topk(scalar(up{job="istio-mesh"}), temperature)',
  'count_values("value", up)', 'count_values by (job) ("value", up)', 'count_values without (instance) ("value", up)', 'count_values("job", up)', 'count_values("not a label", up)', 'count_values("value", round(temperature))',
  // Over time
  'rate(requests_total[1m])', 'rate(requests_total[5m])', 'rate(requests_total[7s])', 'rate(requests_total[5s])', 'rate(requests_total[1h])', 'increase(requests_total[5m])', 'increase(requests_total[37s])', 'irate(requests_total[1m])', 'irate(requests_total[5s])', 'delta(temperature[5m])', 'idelta(temperature[1m])', 'deriv(temperature[5m])',
  'rate(requests_total[1m] offset 5m)', 'rate(requests_total[1m] @ 1700000400)', 'rate(requests_total[1m] @ end() offset 1m)', 'predict_linear(temperature[5m], 600)', 'predict_linear(temperature[5m], -60)', 'predict_linear(humidity[5m] offset 1m, 60)', 'deriv(humidity{room="kitchen"}[5m])',
  'changes(up[5m])', 'resets(requests_total[20m])', 'changes(level[5m])', 'count_over_time(temperature[5m])', 'sum_over_time(temperature[5m])', 'avg_over_time(temperature[5m])', 'min_over_time(temperature[5m])', 'max_over_time(temperature[5m])', 'stddev_over_time(temperature[5m])', 'stdvar_over_time(temperature[5m])',
  'last_over_time(temperature[5m])', 'present_over_time(temperature[1m])', 'quantile_over_time(0.9, temperature[5m])', 'quantile_over_time(1.1, temperature[5m])', 'holt_winters(temperature[5m], 0.3, 0.6)', 'holt_winters(temperature[5m], 1.3, 0.6)', 'holt_winters(temperature[5m], 0.3, 0)',
  'sum_over_time(level[2m])', 'avg_over_time(level[2m])', 'min_over_time(level[2m])', 'max_over_time(level[2m])', 'stddev_over_time(level[2m])', 'quantile_over_time(0.5, level[2m])', 'deriv(level[1m])', 'delta(level[1m])', 'rate(level[1m])',
  'absent_over_time(temperature[5m])', 'absent_over_time(nothing_here{a="b"}[5m])', 'absent_over_time(temperature{room="attic"}[1m])', 'rate({__name__=~"requests_total|errors_total"}[1m])', 'last_over_time({__name__=~"requests_total|errors_total"}[1m])', 'max_over_time({__name__=~"up|level"}[1m])',
  'rate(requests_total[5m:10s])', 'max_over_time(rate(requests_total[1m])[5m:30s])', 'avg_over_time(temperature[5m:])', 'sum_over_time(sum(temperature)[3m:7s])', 'min_over_time((temperature > 20)[5m:15s])', 'max_over_time(temperature[5m:1m] offset 2m)', 'max_over_time(temperature[5m:1m] @ 1700000600)', 'count_over_time((up @ start())[2m:10s])', 'max_over_time(max_over_time(temperature[1m:10s])[2m:20s])', 'deriv(rate(requests_total{code="200"}[30s])[3m:15s])',
  'sum(rate(requests_total[1m])) by (code)', 'sum(rate(requests_total[1m])) / sum(rate(errors_total[1m]))', 'rate(errors_total[5m]) / on(code) group_left() sum by (code) (rate(requests_total[5m]))',
  // Functions
  'abs(-temperature)', 'ceil(temperature)', 'floor(temperature)', 'round(temperature)', 'round(temperature, 0.1)', 'round(temperature, 5)', 'round(-2.5 * up)', 'exp(temperature / 10)', 'sqrt(temperature)', 'ln(temperature)', 'log2(temperature)', 'log10(temperature)', 'ln(-temperature)', 'sgn(level)',
  'sin(temperature)', 'cos(temperature)', 'tan(temperature)', 'asin(up)', 'acos(up)', 'atan(temperature)', 'sinh(up)', 'cosh(up)', 'tanh(temperature)', 'asinh(temperature)', 'acosh(temperature)', 'atanh(up)', 'deg(temperature)', 'rad(temperature)', 'pi()',
  'clamp(temperature, 15, 22)', 'clamp(temperature, 22, 15)', 'clamp(temperature, NaN, 15)', 'clamp_min(temperature, 20)', 'clamp_max(temperature, 20)', 'abs({__name__=~"temperature|humidity"})', 'abs({__name__=~"requests_total|errors_total"})',
  'scalar(up)', 'scalar(up{job="envoy"})', 'vector(1)', 'vector(time())', 'time()', 'time() - 60', 'timestamp(temperature)', 'timestamp(temperature offset 1m)', 'timestamp(temperature * 1)', 'timestamp(humidity{room="cellar"})', 'timestamp((humidity))',
  'hour()', 'minute()', 'day_of_week()', 'day_of_month()', 'day_of_year()', 'days_in_month()', 'month()', 'year()', 'hour(vector(1700000000))', 'day_of_year(vector(1735600000))', 'days_in_month(vector(1709200000))', 'minute(temperature * 1000)', 'year(-vector(1e9))',
  'absent(up)', 'absent(nothing_here)', 'absent(nothing_here{a="b",c!="d",e=~"f"})', 'absent(nothing_here{a="b",a="c"})', 'absent(sum(nothing_here))', 'absent(up == 7)',
  'sort(temperature)', 'sort_desc(temperature)', 'sort(level)', 'sort_desc(level)',
  'label_replace(temperature, "where", "$1", "room", "(k.*)")', 'label_replace(temperature, "where", "<$1>-$$-${1}x$1x", "room", "(.*)")', 'label_replace(temperature, "room", "", "room", ".*")', 'label_replace(temperature, "floor", "$name", "room", "(?P<name>.).*")', 'label_replace(up, "job", "x", "nothing", "")', 'label_replace(temperature, "room", "same", "floor", ".*")',
  'label_replace(temperature, "floor", "same", "room", ".*") * 0', 'label_replace(up, "__name__", "down", "job", "envoy")', 'label_replace(up, "1a", "x", "job", ".*")', 'label_replace(up, "a", "x", "job", "(")', 'label_replace(up, "a", "$3", "job", "(.*)")', 'label_replace({room=~".+"}, "__name__", "x", "", "")',
  'label_join(temperature, "both", "-", "room", "floor")', 'label_join(temperature, "both", "-", "room", "nothing")', 'label_join(temperature, "room", "")', 'label_join(temperature, "a b", "-", "room")', 'label_join(temperature, "a", "-", "b c")',
  'histogram_quantile(0.5, istio_request_duration_bucket)', 'histogram_quantile(0.9, rate(istio_request_duration_bucket[1m]))', 'histogram_quantile(0.99, sum(rate(istio_request_duration_bucket[5m])) by (le))', 'histogram_quantile(0, sum(istio_request_duration_bucket) by (le))', 'histogram_quantile(1, sum(istio_request_duration_bucket) by (le))', 'histogram_quantile(1.5, istio_request_duration_bucket)', 'histogram_quantile(NaN, istio_request_duration_bucket)',
  'histogram_quantile(0.5, istio_request_duration_bucket{le!="+Inf"})', 'histogram_quantile(0.5, istio_request_duration_bucket{le="+Inf"})', 'histogram_quantile(0.5, temperature)', 'histogram_quantile(0.5, sum(istio_request_duration_bucket) without (le))', 'histogram_quantile(scalar(up{job="istio-mesh"}) / 2, sum by (le, destination_service) (rate(istio_request_duration_bucket[1m])))', 'histogram_count(up)',
  // The lab's own: its third step, Service Graph, and the dashboard (see dashboard-queries.ts)
  'istio_request_count', 'istio_request_count{destination_service="details.istio-system.svc.cluster.local"}', 'istio_request_count{destination_service="reviews.istio-system.svc.cluster.local", destination_version="v3"}', 'rate(istio_request_count{destination_service=~"productpage.*", response_code="200"}[5m])', 'sum(istio_request_count) by (destination_service, destination_version)',
  'sum(rate(istio_request_count[5m])) by (source_service, destination_service, source_version, destination_version)', 'sum(rate(istio_request_count[5m])) by (source_service, destination_service, source_version, destination_version) > 0',
  // Mistakes
  '', 'up{', 'up{job=', 'sum(up', 'sum()', 'rate(up)', 'foo(up)', '1 +', 'up[5m] + 1', 'sum(up[5m])', 'up and 1', '1 == 1', 'up{job=~"("}', '{}', '{job=~".*"}', 'up offset 5', 'sum by (job (up)', 'topk(up)', 'up[0s]', 'a b', 'vector("a")', 'up[5x]', '"open', 'sum(up) by job', 'up{__name__="x"}', 'up{a}', 'up @ x', 'sum(up) offset 5m', '2 ^ ', 'up) + 1', 'rate(up[5m],)',
]

const sourceFilter = 'source_service=~".*",source_version=~".*",destination_service=~"reviews.istio-system.svc.cluster.local|ratings.istio-system.svc.cluster.local",destination_version=~"v1|v2|v3|unknown"'
const shortName = (expression: string, label: string) => `label_replace(${expression}, "${label}", "$1", "${label}", "(.*).svc.cluster.local")`
const bySource = 'by (source_service, source_version, destination_version, response_code)'

/** The expressions of Istio 0.6.0's dashboard with its drop-downs filled in. */
export const dashboardQueries: readonly string[] = [
  'round(sum(irate(istio_request_count[1m])), 0.001)',
  'sum(rate(istio_request_count{response_code!~"5.*"}[1m])) / sum(rate(istio_request_count[1m]))',
  'sum(irate(istio_request_count{response_code=~"4.*"}[1m]))',
  'sum(irate(istio_request_count{response_code=~"5.*"}[1m]))',
  `round(sum(irate(istio_request_count{${sourceFilter}}[1m])), 0.001)`,
  `round(sum(irate(istio_request_count{${sourceFilter},response_code="200"}[1m])), 0.001)`,
  shortName(`sum(irate(istio_request_count{${sourceFilter},response_code!~"5.*"}[1m])) by (destination_service) / sum(irate(istio_request_count{${sourceFilter}}[1m])) by (destination_service)`, 'destination_service'),
  shortName(`sum(irate(istio_request_count{${sourceFilter},response_code=~"4.*"}[1m])) by (destination_service)`, 'destination_service'),
  shortName(`round(sum(irate(istio_request_count{${sourceFilter}}[1m])) ${bySource}, 0.001)`, 'source_service'),
  ...[0.5, 0.9, 0.95, 0.99].map((q) => shortName(`histogram_quantile(${q}, sum(irate(istio_request_duration_bucket{${sourceFilter}}[1m])) by (source_service, source_version, destination_version, le))`, 'source_service')),
  shortName(`round(sum(irate(istio_tcp_bytes_received{${sourceFilter}}[1m])) by (source_service, source_version, destination_version), 0.001)`, 'source_service'),
]
