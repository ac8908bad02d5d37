import { Dropdown } from '../../shared/ui/dropdown.tsx'
import { Icon } from '../../shared/ui/icon.tsx'
import type { Variable } from '../dashboard/dashboard.ts'
import css from './toolbar.module.css'

interface VariablePickerProps {
  readonly variable: Variable
  readonly options: readonly string[]
  /** Undefined: all. */
  readonly chosen: readonly string[] | undefined
  onToggle(value: string): void
  onAll(): void
}

/** A variable above the dashboard: all of its values, or some. */
export function VariablePicker({ variable, options, chosen, onToggle, onAll }: VariablePickerProps) {
  const summary = chosen ? chosen.map(short).join(' + ') : 'All'
  // A chosen value stays in the list though its series have gone.
  const all = [...new Set([...options, ...(chosen ?? [])])]
  return (
    <Dropdown
      name={`${variable.label}: ${summary}`} class={`button ${css['variable'] ?? ''}`}
      label={<><span class={css['variableName']}>{variable.label}</span><span class={css['variableValue']}>{summary}</span><Icon name="chevron" size={14} /></>}
    >
      {() => (
        <fieldset class={css['choices']}>
          <legend class="visually-hidden">{variable.label}</legend>
          <label><input type="checkbox" checked={!chosen} onChange={onAll} />All</label>
          {all.map((value) => <label key={value}><input type="checkbox" checked={chosen?.includes(value) ?? false} onChange={() => onToggle(value)} />{value}</label>)}
          {all.length === 0 && <p class={css['none']}>No values yet</p>}
        </fieldset>
      )}
    </Dropdown>
  )
}

function short(value: string): string {
  return value.replace(/\.svc\.cluster\.local$/, '')
}
