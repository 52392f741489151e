/** Tells password managers and screen readers whose password a form without a name field asks for. */
export function HiddenUsername(props: { value: string }) {
  return (
    <input
      className="visually-hidden"
      type="text"
      name="username"
      autoComplete="username"
      value={props.value}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}
