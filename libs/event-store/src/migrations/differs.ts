/** Two words of one meaning contradict each other; where the time is only when we heard them, another time is no contradiction. */
export const differs = (known: string, heard: string): string =>
  `(${known}.data <> ${heard}.data and (coalesce(${heard}.metadata->>'clock', '') <> 'ours' or ${known}.data - 'occurredAt' <> ${heard}.data - 'occurredAt'))`;
