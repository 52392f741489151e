import { routes as homeRoutes } from '../pages/home/home.route.tsx';
import { routes as usersRoutes } from '../pages/users/users.route.tsx';
import type { PageRoute } from './route.types.ts';

/** Every page of the program, one line a feature. The order is the rail's order inside each group. */
export const pages: readonly PageRoute[] = [...homeRoutes, ...usersRoutes];
