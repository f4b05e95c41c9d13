// Small controls, all native elements with a name: buttons, switches, choices, number fields.
import { Icon, type IconName } from './icons.js';

export function IconButton(props: {
  readonly icon: IconName;
  /** Its name, which is its tooltip too. */
  readonly label: string;
  readonly onPress: () => void;
  /** Given for a switch. */
  readonly pressed?: boolean | undefined;
  readonly disabled?: boolean;
}) {
  const { icon, label, onPress, pressed, disabled = false } = props;
  return (
    <button
      type="button"
      class="icon-button"
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}

export function Toggle(props: {
  readonly label: string;
  readonly pressed: boolean;
  readonly disabled?: boolean;
  readonly title?: string | undefined;
  readonly onPress: () => void;
}) {
  const { label, pressed, disabled = false, title, onPress } = props;
  return (
    <button type="button" class="toggle" aria-pressed={pressed} {...{ disabled, title }} onClick={onPress}>
      {label}
    </button>
  );
}

export function Choice<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly onChoose: (value: Value) => void;
  /** Whether the label is visible, or only for screen readers. */
  readonly visible?: boolean;
}) {
  const { label, value, options, onChoose, visible = false } = props;
  const select = (
    <select
      aria-label={visible ? undefined : label}
      value={value}
      onChange={(event) => onChoose(event.currentTarget.value as Value)}
    >
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  );
  return visible ? (
    <label class="field">
      <span>{label}</span>
      {select}
    </label>
  ) : (
    select
  );
}
