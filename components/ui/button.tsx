import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import css from './button.module.css'

export type ButtonLook = 'plain' | 'primary' | 'danger' | 'quiet'

/** Class names of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = 'plain', size: 'usual' | 'large' = 'usual'): string {
  return [css.button, look === 'plain' ? '' : css[look], size === 'large' ? css.large : ''].filter(Boolean).join(' ')
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: ButtonLook
  readonly size?: 'usual' | 'large'
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'plain', size = 'usual', className = '', ...rest }: ButtonProps) {
  return <button type="button" className={`${buttonClass(look, size)} ${className}`} {...rest} />
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Read out, and shown on hover. */
  readonly label: string
  readonly icon: ReactNode
  readonly small?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export function IconButton({ label, icon, small = false, className = '', ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} className={`${css.icon} ${small ? css.small : ''} ${className}`} {...rest}>
      {icon}
    </button>
  )
}
