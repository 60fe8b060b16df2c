/* Between a program and its disk, as a library that is loaded first: counts what changes a folder, and kills
   the program at one such operation, fails from one on for want of space, or logs them all.
   cc -shared -fPIC -O1 -o disk.so disk.c -ldl */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { OFF, KILL, FULL, LOG };
static int mode = OFF, log_fd = -1;
static long at, count;
static char root[PATH_MAX];

void disk_arm(int wanted, long operation, const char *folder, int log) {
    mode = wanted, at = operation, count = 0, log_fd = log;
    strncpy(root, folder, sizeof root - 1);
}

long disk_count(void) { return count; }

static int is_below(const char *path) { return !strncmp(path, root, strlen(root)); }

static int path_of(int fd, char *path) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    return length > 0 && is_below(path);
}

static int full_path(int folder, const char *path, char *full) {
    if (path[0] == '/') snprintf(full, PATH_MAX, "%s", path);
    else {
        char place[PATH_MAX];
        if (folder == AT_FDCWD) { if (!getcwd(place, sizeof place)) return 0; }
        else path_of(folder, place);
        snprintf(full, PATH_MAX, "%.2000s/%.2000s", place, path);
    }
    return is_below(full);
}

static void put(const void *data, size_t size) {
    while (size) {
        ssize_t done = syscall(SYS_write, log_fd, data, size);
        if (done <= 0) abort();
        data = (const char *)data + done, size -= done;
    }
}

static void note(char kind, uint64_t inode, uint64_t offset, const char *path, const char *other,
                 const void *data, size_t size) {
    if (mode != LOG) return;
    uint64_t head[6] = {kind, inode, offset, strlen(path), strlen(other), size};
    put(head, sizeof head), put(path, head[3]), put(other, head[4]), put(data, size);
}

void disk_mark(void) { note('A', 0, 0, "", "", "", 0); }

static uint64_t inode_of(const char *path) {
    struct stat found;
    return stat(path, &found) ? 0 : found.st_ino;
}

static uint64_t inode_at(int fd) {
    struct stat found;
    return fstat(fd, &found) ? 0 : found.st_ino;
}

/* One more operation; whether it may go on. What grows the disk fails on a full one. */
static int may_go_on(int grows) {
    count++;
    if (mode == KILL && count == at) kill(getpid(), SIGKILL);
    if (mode == FULL && count >= at && grows) { errno = ENOSPC; return 0; }
    return 1;
}

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static int made(int fd, const char *path, int is_new, int flags) {
    if (fd >= 0 && is_new) note('C', inode_at(fd), 0, path, "", "", 0);
    else if (fd >= 0 && flags & O_TRUNC) note('T', inode_at(fd), 0, path, "", "", 0);
    return fd;
}

#define OPEN(name, PARAMETERS, ARGUMENTS, FOLDER)                                        \
    int name PARAMETERS {                                                                \
        REAL(name);                                                                      \
        mode_t rights = 0;                                                               \
        if (flags & O_CREAT) { va_list rest; va_start(rest, flags); rights = va_arg(rest, int); va_end(rest); } \
        char full[PATH_MAX];                                                             \
        int changes = flags & (O_CREAT | O_TRUNC);                                       \
        if (mode == OFF || !changes || !full_path(FOLDER, path, full)) return real ARGUMENTS; \
        int is_new = access(full, F_OK) != 0;                                            \
        if ((is_new || flags & O_TRUNC) && !may_go_on(is_new)) return -1;                \
        return made(real ARGUMENTS, full, is_new, flags);                                \
    }
OPEN(open, (const char *path, int flags, ...), (path, flags, rights), AT_FDCWD)
OPEN(open64, (const char *path, int flags, ...), (path, flags, rights), AT_FDCWD)
OPEN(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, rights), folder)
OPEN(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, rights), folder)

/* A write that is cut off has done half of its work. */
static ssize_t written(int fd, const void *data, size_t size, off_t offset) {
    if (mode == KILL && count + 1 == at && size > 512) syscall(SYS_pwrite64, fd, data, size / 2, offset);
    return may_go_on(1) ? 0 : -1;
}

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    char path[PATH_MAX];
    if (mode == OFF || fd < 3 || fd == log_fd || !path_of(fd, path)) return real(fd, data, size);
    int is_appending = fcntl(fd, F_GETFL) & O_APPEND;
    off_t offset = lseek(fd, 0, is_appending ? SEEK_END : SEEK_CUR);
    if (written(fd, data, size, offset)) return -1;
    ssize_t done = real(fd, data, size);
    if (done > 0) note('W', inode_at(fd), offset, path, "", data, done);
    return done;
}

#define PWRITE(name)                                                             \
    ssize_t name(int fd, const void *data, size_t size, off_t offset) {          \
        REAL(name);                                                              \
        char path[PATH_MAX];                                                     \
        if (mode == OFF || !path_of(fd, path)) return real(fd, data, size, offset); \
        if (written(fd, data, size, offset)) return -1;                          \
        ssize_t done = real(fd, data, size, offset);                             \
        if (done > 0) note('W', inode_at(fd), offset, path, "", data, done);     \
        return done;                                                             \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

#define SYNC(name)                                                  \
    int name(int fd) {                                              \
        REAL(name);                                                 \
        char path[PATH_MAX];                                        \
        struct stat found;                                          \
        if (mode == OFF || !path_of(fd, path)) return real(fd);     \
        if (!may_go_on(0)) return -1;                               \
        fstat(fd, &found);                                          \
        note(S_ISDIR(found.st_mode) ? 'Y' : 'S', found.st_ino, 0, path, "", "", 0); \
        return mode == LOG ? 0 : real(fd);                          \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name)                                              \
    int name(int fd, off_t size) {                                  \
        REAL(name);                                                 \
        char path[PATH_MAX];                                        \
        if (mode == OFF || !path_of(fd, path)) return real(fd, size); \
        if (!may_go_on(0)) return -1;                               \
        note('T', inode_at(fd), size, path, "", "", 0);             \
        return real(fd, size);                                      \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

static int renamed(int from_folder, const char *from, int to_folder, const char *to, int way) {
    char source[PATH_MAX], target[PATH_MAX];
    if (mode != OFF && full_path(from_folder, from, source) + full_path(to_folder, to, target)) {
        if (!may_go_on(0)) return -1;
        uint64_t inode = inode_of(source);
        int done = (int)syscall(way, from_folder, from, to_folder, to, 0);
        if (!done) note(way == SYS_linkat ? 'L' : 'R', inode, 0, source, target, "", 0);
        return done;
    }
    return (int)syscall(way, from_folder, from, to_folder, to, 0);
}
int rename(const char *from, const char *to) { return renamed(AT_FDCWD, from, AT_FDCWD, to, SYS_renameat2); }
int renameat(int f, const char *from, int t, const char *to) { return renamed(f, from, t, to, SYS_renameat2); }
int link(const char *from, const char *to) { return renamed(AT_FDCWD, from, AT_FDCWD, to, SYS_linkat); }

static int removed(int folder, const char *path, int flags) {
    char full[PATH_MAX];
    if (mode == OFF || !full_path(folder, path, full)) return (int)syscall(SYS_unlinkat, folder, path, flags);
    if (!may_go_on(0)) return -1;
    int done = (int)syscall(SYS_unlinkat, folder, path, flags);
    if (!done) note('U', 0, 0, full, "", "", 0);
    return done;
}
int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return removed(folder, path, flags); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdir(const char *path, mode_t rights) {
    REAL(mkdir);
    char full[PATH_MAX];
    if (mode == OFF || !full_path(AT_FDCWD, path, full)) return real(path, rights);
    if (!may_go_on(1)) return -1;
    int done = real(path, rights);
    if (!done) note('M', inode_of(full), 0, full, "", "", 0);
    return done;
}
