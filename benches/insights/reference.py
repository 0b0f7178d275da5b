"""Plain-numpy reference of how pairs are tested. Slow and readable on purpose."""
import numpy as np
from math import cos, pi, sqrt, log, floor, ceil
from scipy import stats
WINDOWS = [(0, 0), (1, 1), (2, 2), (1, 3), (1, 7), (8, 14)]     # days before the outcome day, inclusive

def baseline(T, weekday0=0, period=60.0):
    """T x p matrix: intercept, K = max(1, floor(2T/period)) cosines, 6 sum-to-zero weekday columns (0 = Monday)."""
    K = max(1, int(floor(2*T/period)))
    X = np.empty((T, 1+K+6))
    for t in range(T):
        wd = (t+weekday0) % 7
        X[t] = [1.0]+[cos(pi*k*(t+0.5)/T) for k in range(1, K+1)]+[(wd == j)-(wd == 6) for j in range(6)]
    return X

def whiten(V, obs, phi, c):
    """Kalman filter of AR(1)+white noise with unit total variance, corr(d) = (1-c)*phi**d, applied to every column of V.
    Days with obs False are skipped (time still passes). Returns whitened rows and sum of log innovation variances."""
    a = np.zeros(V.shape[1]); P = 1.0-c; q = (1-c)*(1-phi*phi); W = []; ld = 0.0
    for t in range(len(obs)):
        if obs[t]:
            F = P+c; e = V[t]-a; W.append(e/sqrt(F)); ld += log(F); a = a+(P/F)*e; P = P*c/F
        a = phi*a; P = phi*phi*P+q
    return np.array(W), ld

def gls(X, y, obs, phi, c):
    V = np.column_stack([X, np.where(obs, y, 0.0)]); W, ld = whiten(V, obs, phi, c)
    A, b = W[:, :-1], W[:, -1]; n, p = A.shape
    Q, R = np.linalg.qr(A); beta = np.linalg.solve(R, Q.T@b); rss = float(np.sum((b-A@beta)**2)); s2 = rss/(n-p)
    cov = s2*np.linalg.inv(R.T@R); ldX = 2*float(np.sum(np.log(np.abs(np.diag(R)))))
    return dict(beta=beta, se=np.sqrt(np.diag(cov)), n=n, df=n-p, sigma=sqrt(s2), m2reml=(n-p)*log(rss)+ld+ldX,
                loglik=-0.5*((n-p)*(log(2*pi)+1+log(s2))+ld+ldX))

def fit_noise(X, y, obs):
    """REML of (phi, c) for the outcome on the baseline only: 13 x 5 grid, then 3x3 pattern search, step halved 8 times."""
    f = lambda phi, c: gls(X, y, obs, phi, c)['m2reml']
    best = min((f(min(.08*i, .96), .2*j), min(.08*i, .96), .2*j) for i in range(13) for j in range(5) if not (i == 0 and j > 0))
    sp, sc = .04, .1
    for _ in range(8):
        for _ in range(6):
            cand = [(f(best[1]+di*sp, best[2]+dj*sc), best[1]+di*sp, best[2]+dj*sc) for di in (-1, 0, 1) for dj in (-1, 0, 1)
                    if (di or dj) and 0 <= best[1]+di*sp <= .99 and 0 <= best[2]+dj*sc <= .95]
            m = min(cand)
            if m[0] >= best[0]-1e-9: break
            best = m
        sp /= 2; sc /= 2
    return best[1], best[2]

def window(x, a, b):
    """mean of x over days t-b..t-a; NaN unless at least ceil(0.6*k) of the k days are logged"""
    T, k = len(x), b-a+1; out = np.full(T, np.nan)
    for t in range(T):
        v = [x[t-l] for l in range(a, b+1) if t-l >= 0 and not np.isnan(x[t-l])]
        if len(v) >= ceil(.6*k): out[t] = sum(v)/len(v)
    return out

def pair(X, y, x, phi, c, windows=WINDOWS, alpha=.05):
    """one habit x one outcome -> list per window and the corrected p"""
    rows = []
    for a, b in windows:
        w = window(x, a, b); obs = ~np.isnan(y) & ~np.isnan(w)
        r = gls(np.column_stack([X, np.where(obs, w, 0.0)]), y, obs, phi, c)
        be, se, df = r['beta'][-1], r['se'][-1], r['df']; t = be/se; h = stats.t.ppf(1-alpha/(2*len(windows)), df)*se
        rows.append(dict(window=[a, b], n=r['n'], df=df, beta=be, se=se, t=t, p=2*stats.t.sf(abs(t), df), ci=[be-h, be+h]))
    k = min(range(len(rows)), key=lambda i: rows[i]['p'])
    return dict(windows=rows, best=k, p_corrected=min(1.0, len(rows)*rows[k]['p']))

def bh(p):
    p = np.asarray(p, float); m = len(p); o = np.argsort(p, kind='stable'); q = p[o]*m/np.arange(1, m+1)
    q = np.minimum.accumulate(q[::-1])[::-1]; r = np.empty(m); r[o] = np.minimum(q, 1); return r
