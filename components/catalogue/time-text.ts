/** A bare number is minutes; whatever else the author wrote stands as it is. */
export function timeText(time: string): string {
  return /^\d+(\s*-\s*\d+)?$/.test(time.trim()) ? `${time.trim()} min` : time
}
