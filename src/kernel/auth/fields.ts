import { z } from 'zod'

export const roles = ['owner', 'administrator', 'marketing', 'supervisor', 'adviser', 'hr', 'auditor'] as const
export const Role = z.enum(roles)
export type Role = z.output<typeof Role>

export const Email = z.string().trim().toLowerCase().max(254).check(z.email())
/** Length is what resists guessing (NIST SP 800-63B): no rule of composition. */
export const Password = z.string().min(12).max(200)
export const Name = z.string().trim().min(1).max(120)

/** Over what a member's rights are: chosen sites, and chosen teams with their sites. */
export const Scope = z.object({ siteIds: z.array(z.uuid()).max(500), teamIds: z.array(z.uuid()).max(500) })
export type Scope = z.output<typeof Scope>
