import { z } from 'zod'

export const roles = ['owner', 'administrator', 'marketing', 'supervisor', 'adviser', 'hr', 'auditor'] as const
export const Role = z.enum(roles)
export type Role = z.output<typeof Role>

export const Email = z.string().trim().toLowerCase().max(254).check(z.email())
/** Length is what resists guessing (NIST SP 800-63B): no rule of composition. */
export const Password = z.string().min(12).max(200)
export const Name = z.string().trim().min(1).max(120)
