/** What the program does by itself carries no person's name. */
export function nameOf(name: string, system: string): string {
  return name === 'system' ? system : name;
}
