; What the scripts of gimp3.sh share. An error makes GIMP's exit status 70.
(define (check what holds) (if holds (gimp-message (string-append "ok: " what)) (error (string-append "not so: " what))))
(define (colour layer x y) (car (gimp-drawable-get-pixel layer x y)))
(define (near? a b) (or (null? a) (and (<= (abs (- (car a) (car b))) 1) (near? (cdr a) (cdr b)))))
